Guten Tag ${to.name},

jemand bat ${provider.name}, ${retailer} auf das Bankkonto zu zahlen,
das auf ${lastFour} endet<#if before??>, und nicht mehr auf das, das auf
${before} endet</#if>. Noch hat sich nichts geändert: Erst muss eine
zweite Person zustimmen. Sie erfahren, wenn das geschehen ist, und danach
wird 7 Tage lang nichts dorthin gezahlt.

Wenn das niemand von Ihnen wollte, sagen Sie es uns bitte sofort.

${provider.name}
${provider.url}
