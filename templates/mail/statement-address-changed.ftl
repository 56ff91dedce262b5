Hello ${to.name},

statements of ${provider.name} for ${retailer} no longer go to this
address<#if hint??>, but to ${hint}</#if>.

If nobody of you wanted that, please tell us at once.

${provider.name}
${provider.url}
