<#-- What all reminders have in common: the other accounts of whoever reads them. -->
<#macro rest>
<#if others?has_content>
It is also time to think of:

<#list others as other>
    ${other.username}
    <@becomes of=other/>

</#list>
</#if>
</#macro>

<#macro becomes of>
<#switch of.topic>
<#case "TRIAL_ENDING">its free time ends on ${of.date}<#break>
<#case "TERM_ENDING">its time ends on ${of.date}<#break>
<#case "TERM_OVER">its time is over, it runs until ${of.date}<#break>
<#case "LEAVING">it is to be deleted, on ${of.date}<#break>
<#case "LEAVING_WITH_PARENT">it goes with the account that it belongs to, on ${of.date}<#break>
<#default>it is stopped and is deleted on ${of.date}
</#switch>
</#macro>
