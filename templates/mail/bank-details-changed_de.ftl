Guten Tag ${to.name},

von jetzt an zahlt ${provider.name} ${retailer} auf das Bankkonto, das
auf ${lastFour} endet<#if before??>, und nicht mehr auf das, das auf
${before} endet</#if>. Zur Sicherheit wird vor dem ${date} nichts
dorthin gezahlt.

Wenn das niemand von Ihnen wollte, sagen Sie es uns bitte sofort, noch
vor diesem Tag.

${provider.name}
${provider.url}
