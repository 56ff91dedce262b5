Guten Tag ${to.name},

${provider.name} hat die Abrechnung ${number} für ${retailer}
abgeschlossen, mit dem, was <#if first??>vom ${first} </#if>bis zum ${last} fällig wurde.

${outcome}<#if payout??> ${payout}</#if>

Wer das Geschäft leitet, findet ihre Zeilen, ihre Belege und wie sie
bezahlt wird, auf ihrer Seite:

    ${provider.url}/retail/statements/${statement}

${provider.name}
${provider.url}
