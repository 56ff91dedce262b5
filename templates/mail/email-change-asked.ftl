Hello ${to.name},

somebody who knows your password wants mail about the account
${username} at ${provider.name} to go to another address<#if hint??>, ${hint}</#if>.
It does so once a link is followed that was mailed there.

If that was you, you need not do anything here. If not, choose a new
password at once on this page, which puts an end to that link too:

    ${provider.url}/account/forgotten

${provider.name}
${provider.url}
