<#-- What all reminders have in common: the other accounts of whoever reads them. -->
<#macro rest>
<#if others?has_content>
Auch daran ist zu denken:

<#list others as other>
    ${other.username}
    <@becomes of=other/>

</#list>
</#if>
</#macro>

<#macro becomes of>
<#switch of.topic>
<#case "TRIAL_ENDING">seine kostenlose Zeit endet am ${of.date}<#break>
<#case "TERM_ENDING">seine Zeit endet am ${of.date}<#break>
<#case "TERM_OVER">seine Zeit ist vorbei, es läuft bis zum ${of.date}<#break>
<#case "LEAVING">es soll gelöscht werden, am ${of.date}<#break>
<#case "LEAVING_WITH_PARENT">es geht mit dem Konto, zu dem es gehört, am ${of.date}<#break>
<#default>es steht still und wird am ${of.date} gelöscht
</#switch>
</#macro>
