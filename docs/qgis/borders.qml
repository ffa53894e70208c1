<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="0">
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule0" symbol="0" label="Edge of control" filter="&#34;left_holder&#34; IN (&#39;UA&#39;, &#39;RU&#39;) AND &#34;right_holder&#34; IN (&#39;UA&#39;, &#39;RU&#39;) AND &#34;claimed&#34; = false AND &#34;certainty&#34; = &#39;reported&#39;"></rule>
   <rule key="rule1" symbol="1" label="Edge of control, inferred" filter="&#34;left_holder&#34; IN (&#39;UA&#39;, &#39;RU&#39;) AND &#34;right_holder&#34; IN (&#39;UA&#39;, &#39;RU&#39;) AND &#34;claimed&#34; = false AND &#34;certainty&#34; &lt;&gt; &#39;reported&#39;"></rule>
   <rule key="rule2" symbol="2" label="Edge of what is claimed, contested or without evidence" filter="(&#34;left_holder&#34; NOT IN (&#39;UA&#39;, &#39;RU&#39;) OR &#34;right_holder&#34; NOT IN (&#39;UA&#39;, &#39;RU&#39;) OR &#34;claimed&#34; = true) AND &#34;certainty&#34; = &#39;reported&#39;"></rule>
   <rule key="rule3" symbol="3" label="Edge of what is claimed, contested or without evidence, inferred" filter="(&#34;left_holder&#34; NOT IN (&#39;UA&#39;, &#39;RU&#39;) OR &#34;right_holder&#34; NOT IN (&#39;UA&#39;, &#39;RU&#39;) OR &#34;claimed&#34; = true) AND &#34;certainty&#34; &lt;&gt; &#39;reported&#39;"></rule>
  </rules>
  <symbols>
   <symbol type="line" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="flat"></Option>
      <Option type="QString" name="customdash" value="1.587;1.323"></Option>
      <Option type="QString" name="customdash_unit" value="MM"></Option>
      <Option type="QString" name="joinstyle" value="round"></Option>
      <Option type="QString" name="line_color" value="251,250,247,230"></Option>
      <Option type="QString" name="line_style" value="solid"></Option>
      <Option type="QString" name="line_width" value="1.191"></Option>
      <Option type="QString" name="line_width_unit" value="MM"></Option>
      <Option type="QString" name="use_custom_dash" value="0"></Option>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="flat"></Option>
      <Option type="QString" name="customdash" value="1.587;1.323"></Option>
      <Option type="QString" name="customdash_unit" value="MM"></Option>
      <Option type="QString" name="joinstyle" value="round"></Option>
      <Option type="QString" name="line_color" value="51,33,26,255"></Option>
      <Option type="QString" name="line_style" value="solid"></Option>
      <Option type="QString" name="line_width" value="0.529"></Option>
      <Option type="QString" name="line_width_unit" value="MM"></Option>
      <Option type="QString" name="use_custom_dash" value="0"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="line" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="flat"></Option>
      <Option type="QString" name="customdash" value="1.587;1.323"></Option>
      <Option type="QString" name="customdash_unit" value="MM"></Option>
      <Option type="QString" name="joinstyle" value="round"></Option>
      <Option type="QString" name="line_color" value="51,33,26,115"></Option>
      <Option type="QString" name="line_style" value="solid"></Option>
      <Option type="QString" name="line_width" value="0.265"></Option>
      <Option type="QString" name="line_width_unit" value="MM"></Option>
      <Option type="QString" name="use_custom_dash" value="0"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="line" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="flat"></Option>
      <Option type="QString" name="customdash" value="1.587;1.323"></Option>
      <Option type="QString" name="customdash_unit" value="MM"></Option>
      <Option type="QString" name="joinstyle" value="round"></Option>
      <Option type="QString" name="line_color" value="251,250,247,230"></Option>
      <Option type="QString" name="line_style" value="solid"></Option>
      <Option type="QString" name="line_width" value="1.191"></Option>
      <Option type="QString" name="line_width_unit" value="MM"></Option>
      <Option type="QString" name="use_custom_dash" value="0"></Option>
     </Option>
    </layer>
    <layer class="SimpleLine" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="flat"></Option>
      <Option type="QString" name="customdash" value="1.587;1.323"></Option>
      <Option type="QString" name="customdash_unit" value="MM"></Option>
      <Option type="QString" name="joinstyle" value="round"></Option>
      <Option type="QString" name="line_color" value="51,33,26,255"></Option>
      <Option type="QString" name="line_style" value="solid"></Option>
      <Option type="QString" name="line_width" value="0.529"></Option>
      <Option type="QString" name="line_width_unit" value="MM"></Option>
      <Option type="QString" name="use_custom_dash" value="1"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="line" name="3" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleLine" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="capstyle" value="flat"></Option>
      <Option type="QString" name="customdash" value="1.587;1.323"></Option>
      <Option type="QString" name="customdash_unit" value="MM"></Option>
      <Option type="QString" name="joinstyle" value="round"></Option>
      <Option type="QString" name="line_color" value="51,33,26,115"></Option>
      <Option type="QString" name="line_style" value="solid"></Option>
      <Option type="QString" name="line_width" value="0.265"></Option>
      <Option type="QString" name="line_width_unit" value="MM"></Option>
      <Option type="QString" name="use_custom_dash" value="1"></Option>
     </Option>
    </layer>
   </symbol>
  </symbols>
 </renderer-v2>
</qgis>
