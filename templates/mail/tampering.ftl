Hello ${to.name},

in ${outlet}, somebody had the right code of an item that no till has sold:

<#list serials as serial>
  ${serial}
</#list>

Its panel or its box may have been opened. Please put it aside, look at the
items beside it, and do not sell what looks touched.

<#if carton??>
Codes of two items of one carton were tried. What is not sold of the carton
${carton} is on hold: tills refuse it until
${provider.name} has looked at it.

</#if>
What we know is listed under "To look at":
${provider.url}/retail/cases

${provider.name}
${provider.url}
