<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="0">
 <temporal enabled="1" mode="1" startField="date" endField="" limitMode="0" fixedDuration="0" durationField="" durationUnit="min" accumulate="0" startExpression="" endExpression="">
  <fixedRange>
   <start></start>
   <end></end>
  </fixedRange>
 </temporal>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="1">
  <rules key="rules">
   <rule key="rule0" symbol="0" label="Ukrainian-held from then on" filter="&#34;to_holder&#34; = &#39;UA&#39; AND &#34;change&#34; IN (&#39;recaptured&#39;, &#39;lost&#39;, &#39;contested&#39;)"></rule>
   <rule key="rule1" symbol="1" label="Russian-occupied from then on" filter="&#34;to_holder&#34; = &#39;RU&#39; AND &#34;change&#34; IN (&#39;recaptured&#39;, &#39;lost&#39;, &#39;contested&#39;)"></rule>
   <rule key="rule2" symbol="2" label="Contested from then on" filter="&#34;to_holder&#34; = &#39;contested&#39; AND &#34;change&#34; IN (&#39;recaptured&#39;, &#39;lost&#39;, &#39;contested&#39;)"></rule>
   <rule key="rule3" symbol="3" label="Claimed by Ukraine" filter="&#34;change&#34; = &#39;claimed&#39; AND &#34;to_claim_by&#34; = &#39;UA&#39; AND &#34;to_claim_disputed&#34; = false"></rule>
   <rule key="rule4" symbol="4" label="Claimed by Ukraine, disputed" filter="&#34;change&#34; = &#39;claimed&#39; AND &#34;to_claim_by&#34; = &#39;UA&#39; AND &#34;to_claim_disputed&#34; = true"></rule>
   <rule key="rule5" symbol="5" label="Claimed by Russia" filter="&#34;change&#34; = &#39;claimed&#39; AND &#34;to_claim_by&#34; = &#39;RU&#39; AND &#34;to_claim_disputed&#34; = false"></rule>
   <rule key="rule6" symbol="6" label="Claimed by Russia, disputed" filter="&#34;change&#34; = &#39;claimed&#39; AND &#34;to_claim_by&#34; = &#39;RU&#39; AND &#34;to_claim_disputed&#34; = true"></rule>
   <rule key="rule7" symbol="7" label="A claim fell, or the holder is no longer known" filter="&#34;change&#34; = &#39;other&#39;"></rule>
  </rules>
  <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="15,118,110,255"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.646"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="180,82,43,255"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.328"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="91,63,140,255"></Option>
      <Option type="QString" name="name" value="diamond"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="3.307"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="255,255,255,255"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.058"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.646"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="15,118,110,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.529"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.646"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="255,255,255,255"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.058"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.646"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="15,118,110,255"></Option>
      <Option type="QString" name="outline_style" value="dot"></Option>
      <Option type="QString" name="outline_width" value="0.529"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.646"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="255,255,255,255"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.058"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.328"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="180,82,43,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.529"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.328"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="255,255,255,255"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.058"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.328"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="180,82,43,255"></Option>
      <Option type="QString" name="outline_style" value="dot"></Option>
      <Option type="QString" name="outline_width" value="0.529"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.328"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="7" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="109,115,111,255"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="1.720"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
  </symbols>
  <orderby>
   <orderByClause asc="1" nullsFirst="1">&#34;date&#34;</orderByClause>
  </orderby>
 </renderer-v2>
</qgis>
