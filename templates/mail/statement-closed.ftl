Hello ${to.name},

${provider.name} closed statement ${number} for ${retailer}, with what
became payable <#if first??>from ${first} </#if>up to ${last}.

${outcome}<#if payout??> ${payout}</#if>

Whoever manages the shop finds its lines, its papers and how it is paid
on its page:

    ${provider.url}/retail/statements/${statement}

${provider.name}
${provider.url}
