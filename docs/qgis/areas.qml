<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="0">
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule0" symbol="0" label="Ukrainian-held" filter="&#34;holder&#34; = &#39;UA&#39; AND &#34;certainty&#34; = &#39;reported&#39; AND &#34;claim_by&#34; IS NULL"></rule>
   <rule key="rule1" symbol="1" label="Ukrainian-held, under a claim" filter="&#34;holder&#34; = &#39;UA&#39; AND &#34;certainty&#34; = &#39;reported&#39; AND &#34;claim_by&#34; IS NOT NULL"></rule>
   <rule key="rule2" symbol="2" label="Ukrainian-held, inferred" filter="&#34;holder&#34; = &#39;UA&#39; AND &#34;certainty&#34; = &#39;inferred&#39; AND &#34;claim_by&#34; IS NULL"></rule>
   <rule key="rule3" symbol="3" label="Ukrainian-held, inferred, under a claim" filter="&#34;holder&#34; = &#39;UA&#39; AND &#34;certainty&#34; = &#39;inferred&#39; AND &#34;claim_by&#34; IS NOT NULL"></rule>
   <rule key="rule4" symbol="4" label="Russian-occupied" filter="&#34;holder&#34; = &#39;RU&#39; AND &#34;certainty&#34; = &#39;reported&#39; AND &#34;claim_by&#34; IS NULL"></rule>
   <rule key="rule5" symbol="5" label="Russian-occupied, under a claim" filter="&#34;holder&#34; = &#39;RU&#39; AND &#34;certainty&#34; = &#39;reported&#39; AND &#34;claim_by&#34; IS NOT NULL"></rule>
   <rule key="rule6" symbol="6" label="Russian-occupied, inferred" filter="&#34;holder&#34; = &#39;RU&#39; AND &#34;certainty&#34; = &#39;inferred&#39; AND &#34;claim_by&#34; IS NULL"></rule>
   <rule key="rule7" symbol="7" label="Russian-occupied, inferred, under a claim" filter="&#34;holder&#34; = &#39;RU&#39; AND &#34;certainty&#34; = &#39;inferred&#39; AND &#34;claim_by&#34; IS NOT NULL"></rule>
   <rule key="rule8" symbol="8" label="Contested" filter="&#34;holder&#34; = &#39;contested&#39; AND &#34;certainty&#34; = &#39;reported&#39; AND &#34;claim_by&#34; IS NULL"></rule>
   <rule key="rule9" symbol="9" label="Contested, under a claim" filter="&#34;holder&#34; = &#39;contested&#39; AND &#34;certainty&#34; = &#39;reported&#39; AND &#34;claim_by&#34; IS NOT NULL"></rule>
   <rule key="rule10" symbol="10" label="Contested, inferred" filter="&#34;holder&#34; = &#39;contested&#39; AND &#34;certainty&#34; = &#39;inferred&#39; AND &#34;claim_by&#34; IS NULL"></rule>
   <rule key="rule11" symbol="11" label="Contested, inferred, under a claim" filter="&#34;holder&#34; = &#39;contested&#39; AND &#34;certainty&#34; = &#39;inferred&#39; AND &#34;claim_by&#34; IS NOT NULL"></rule>
   <rule key="rule12" symbol="12" label="No evidence" filter="&#34;holder&#34; = &#39;unknown&#39; OR &#34;certainty&#34; = &#39;none&#39;"></rule>
   <rule key="rule13" symbol="13" label="Claimed by Ukraine" filter="&#34;claim_by&#34; = &#39;UA&#39; AND &#34;claim_disputed&#34; = false AND &#34;certainty&#34; &lt;&gt; &#39;inferred&#39;"></rule>
   <rule key="rule14" symbol="14" label="Claimed by Ukraine, inferred" filter="&#34;claim_by&#34; = &#39;UA&#39; AND &#34;claim_disputed&#34; = false AND &#34;certainty&#34; = &#39;inferred&#39;"></rule>
   <rule key="rule15" symbol="15" label="Claimed by Ukraine, disputed" filter="&#34;claim_by&#34; = &#39;UA&#39; AND &#34;claim_disputed&#34; = true AND &#34;certainty&#34; &lt;&gt; &#39;inferred&#39;"></rule>
   <rule key="rule16" symbol="16" label="Claimed by Ukraine, disputed, inferred" filter="&#34;claim_by&#34; = &#39;UA&#39; AND &#34;claim_disputed&#34; = true AND &#34;certainty&#34; = &#39;inferred&#39;"></rule>
   <rule key="rule17" symbol="17" label="Claimed by Russia" filter="&#34;claim_by&#34; = &#39;RU&#39; AND &#34;claim_disputed&#34; = false AND &#34;certainty&#34; &lt;&gt; &#39;inferred&#39;"></rule>
   <rule key="rule18" symbol="18" label="Claimed by Russia, inferred" filter="&#34;claim_by&#34; = &#39;RU&#39; AND &#34;claim_disputed&#34; = false AND &#34;certainty&#34; = &#39;inferred&#39;"></rule>
   <rule key="rule19" symbol="19" label="Claimed by Russia, disputed" filter="&#34;claim_by&#34; = &#39;RU&#39; AND &#34;claim_disputed&#34; = true AND &#34;certainty&#34; &lt;&gt; &#39;inferred&#39;"></rule>
   <rule key="rule20" symbol="20" label="Claimed by Russia, disputed, inferred" filter="&#34;claim_by&#34; = &#39;RU&#39; AND &#34;claim_disputed&#34; = true AND &#34;certainty&#34; = &#39;inferred&#39;"></rule>
  </rules>
  <symbols>
   <symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="15,118,110,26"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="15,118,110,20"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="15,118,110,13"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="15,118,110,10"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="4" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="180,82,43,74"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="5" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="180,82,43,59"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="6" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="180,82,43,37"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="7" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="180,82,43,30"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="8" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="91,63,140,56"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@8@1" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="91,63,140,153"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.291"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="135"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@8@2" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="91,63,140,153"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.291"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="9" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="91,63,140,45"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="10" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="91,63,140,28"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@10@1" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="91,63,140,76"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.291"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
    <layer class="LinePatternFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="angle" value="135"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@10@2" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="0">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="91,63,140,76"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.291"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="11" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="91,63,140,22"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="12" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleFill" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="109,115,111,15"></Option>
      <Option type="QString" name="outline_style" value="no"></Option>
      <Option type="QString" name="style" value="solid"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="fill" name="13" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@13@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="15,118,110,199"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="14" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@14@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="15,118,110,99"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="15" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@15@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="15,118,110,199"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="1"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="16" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@16@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="15,118,110,99"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="1"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="17" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@17@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="180,82,43,199"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="18" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@18@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="180,82,43,99"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="0"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="19" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@19@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="180,82,43,199"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="1"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
   <symbol type="fill" name="20" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="LinePatternFill" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="angle" value="45"></Option>
      <Option type="QString" name="distance" value="2.117"></Option>
      <Option type="QString" name="distance_unit" value="MM"></Option>
     </Option>
     <symbol type="line" name="@20@0" alpha="1" clip_to_extent="1" force_rhr="0">
      <layer class="SimpleLine" enabled="1" locked="0" pass="1">
       <Option type="Map">
        <Option type="QString" name="capstyle" value="flat"></Option>
        <Option type="QString" name="customdash" value="1.587;1.323"></Option>
        <Option type="QString" name="customdash_unit" value="MM"></Option>
        <Option type="QString" name="joinstyle" value="round"></Option>
        <Option type="QString" name="line_color" value="180,82,43,99"></Option>
        <Option type="QString" name="line_style" value="solid"></Option>
        <Option type="QString" name="line_width" value="0.582"></Option>
        <Option type="QString" name="line_width_unit" value="MM"></Option>
        <Option type="QString" name="use_custom_dash" value="1"></Option>
       </Option>
      </layer>
     </symbol>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
</qgis>
