Hello ${to.name},

${provider.name} closed statement ${number} for ${retailer}, with what
became payable <#if first?? && first == last>on ${last}<#else><#if first??>from ${first} </#if>up to ${last}</#if>.

Whoever manages the shop finds what it comes to, its lines and its
papers on its page:

    ${provider.url}/retail/statements/${statement}

${provider.name}
${provider.url}
