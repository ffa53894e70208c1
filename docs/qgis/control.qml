<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule0" symbol="0" label="Ukrainian-held" filter="&#34;holder&#34; = &#39;UA&#39; AND &#34;rests_on&#34; &lt;&gt; &#39;none&#39; AND &#34;presumed&#34; = false"></rule>
   <rule key="rule1" symbol="1" label="Ukrainian-held, presumed: the other side left" filter="&#34;holder&#34; = &#39;UA&#39; AND &#34;rests_on&#34; &lt;&gt; &#39;none&#39; AND &#34;presumed&#34; = true"></rule>
   <rule key="rule2" symbol="2" label="Russian-occupied" filter="&#34;holder&#34; = &#39;RU&#39; AND &#34;rests_on&#34; &lt;&gt; &#39;none&#39; AND &#34;presumed&#34; = false"></rule>
   <rule key="rule3" symbol="3" label="Russian-occupied, presumed: the other side left" filter="&#34;holder&#34; = &#39;RU&#39; AND &#34;rests_on&#34; &lt;&gt; &#39;none&#39; AND &#34;presumed&#34; = true"></rule>
   <rule key="rule4" symbol="4" label="Contested" filter="&#34;holder&#34; = &#39;contested&#39; AND &#34;rests_on&#34; &lt;&gt; &#39;none&#39; AND &#34;presumed&#34; = false"></rule>
   <rule key="rule5" symbol="5" label="No evidence" filter="&#34;holder&#34; = &#39;unknown&#39; OR &#34;rests_on&#34; = &#39;none&#39;"></rule>
   <rule key="rule6" symbol="6" label="Claimed by Ukraine" filter="&#34;claim_by&#34; = &#39;UA&#39; AND &#34;claim_disputed&#34; = false"></rule>
   <rule key="rule7" symbol="7" label="Claimed by Ukraine, disputed" filter="&#34;claim_by&#34; = &#39;UA&#39; AND &#34;claim_disputed&#34; = true"></rule>
   <rule key="rule8" symbol="8" label="Claimed by Russia" filter="&#34;claim_by&#34; = &#39;RU&#39; AND &#34;claim_disputed&#34; = false"></rule>
   <rule key="rule9" symbol="9" label="Claimed by Russia, disputed" filter="&#34;claim_by&#34; = &#39;RU&#39; AND &#34;claim_disputed&#34; = true"></rule>
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
      <Option type="QString" name="color" value="15,118,110,128"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,128"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.646"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
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
   <symbol type="marker" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="180,82,43,128"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,128"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.328"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
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
   <symbol type="marker" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
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
   <symbol type="marker" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,230"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.191"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="15,118,110,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.635"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="7" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,230"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.191"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="15,118,110,255"></Option>
      <Option type="QString" name="outline_style" value="dot"></Option>
      <Option type="QString" name="outline_width" value="0.635"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="8" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,230"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.191"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="180,82,43,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.635"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="9" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,230"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="1.191"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="0,0,0,0"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="180,82,43,255"></Option>
      <Option type="QString" name="outline_style" value="dot"></Option>
      <Option type="QString" name="outline_width" value="0.635"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="4.763"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="name" isExpression="0" fontSize="8.5" fontSizeUnit="Point" textColor="28,35,33,255" textOpacity="1">
    <text-buffer bufferDraw="1" bufferSize="0.847" bufferSizeUnits="MM" bufferColor="251,250,247,235" bufferOpacity="1" bufferNoFill="0"></text-buffer>
   </text-style>
   <placement placement="6" dist="0.529" distUnits="MM" priority="5" offsetType="1" predefinedPositionOrder="R,L,TR,BR,TL,BL"></placement>
   <rendering scaleVisibility="1" scaleMin="1" scaleMax="1500000" obstacle="1" drawLabels="1"></rendering>
  </settings>
 </labeling>
</qgis>
