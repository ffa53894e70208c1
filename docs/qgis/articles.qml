<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology|Labeling|Temporal" labelsEnabled="0">
 <temporal enabled="1" mode="1" startField="published" endField="" limitMode="0" fixedDuration="0" durationField="" durationUnit="min" accumulate="0" startExpression="" endExpression="">
  <fixedRange>
   <start></start>
   <end></end>
  </fixedRange>
 </temporal>
 <renderer-v2 type="RuleRenderer" symbollevels="0" forceraster="0" enableorderby="1">
  <rules key="rules">
   <rule key="rule0" symbol="0" label="Places that an article names"></rule>
  </rules>
  <symbols>
   <symbol type="marker" name="0" alpha="1" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="43,76,126,204"></Option>
      <Option type="QString" name="name" value="circle"></Option>
      <Option type="QString" name="outline_color" value="255,255,255,204"></Option>
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
   <orderByClause asc="1" nullsFirst="1">&#34;published&#34;</orderByClause>
  </orderby>
 </renderer-v2>
</qgis>
