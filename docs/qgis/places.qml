<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="1">
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="0">
  <rules key="rules">
   <rule key="rule0" symbol="0" label="City from 40,000 inhabitants" filter="&#34;kind&#34; = &#39;settlement&#39; AND &#34;population&#34; &gt;= 40000"></rule>
   <rule key="rule1" symbol="1" label="Settlement" filter="&#34;kind&#34; = &#39;settlement&#39; AND (&#34;population&#34; IS NULL OR &#34;population&#34; &lt; 40000)"></rule>
   <rule key="rule2" symbol="2" label="Other named place" filter="&#34;kind&#34; &lt;&gt; &#39;settlement&#39;"></rule>
  </rules>
  <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="1">
     <Option type="Map">
      <Option type="QString" name="color" value="67,74,71,255"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="2.117"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="1" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="109,115,111,255"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.265"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="1.191"></Option>
      <Option type="QString" name="size_unit" value="MM"></Option>
     </Option>
    </layer>
   </symbol>
   <symbol type="marker" name="2" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="255,255,255,255"></Option>
      <Option type="QString" name="name" value="square"></Option>
      <Option type="QString" name="outline_color" value="109,115,111,255"></Option>
      <Option type="QString" name="outline_style" value="solid"></Option>
      <Option type="QString" name="outline_width" value="0.370"></Option>
      <Option type="QString" name="outline_width_unit" value="MM"></Option>
      <Option type="QString" name="size" value="1.397"></Option>
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
