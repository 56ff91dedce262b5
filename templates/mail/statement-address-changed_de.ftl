Guten Tag ${to.name},

Abrechnungen von ${provider.name} für ${retailer} gehen nicht mehr an
diese Adresse<#if hint??>, sondern an ${hint}</#if>.

Wenn das niemand von Ihnen wollte, sagen Sie es uns bitte sofort.

${provider.name}
${provider.url}
