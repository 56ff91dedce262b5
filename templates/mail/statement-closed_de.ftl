Guten Tag ${to.name},

${provider.name} hat die Abrechnung ${number} für ${retailer}
abgeschlossen, mit dem, was <#if first?? && first == last>am ${last}<#else><#if first??>vom ${first} </#if>bis zum ${last}</#if> fällig wurde.

Wer das Geschäft leitet, findet die Zeilen der Abrechnung, die Belege
dazu und was sie ergibt auf dieser Seite:

    ${provider.url}/retail/statements/${statement}

${provider.name}
${provider.url}
