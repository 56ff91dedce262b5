Hello,

<#if shop>
you are invited to sign in to ${provider.name} for your shop,
as ${role?replace("_", " ")}.
<#else>
you are invited to work at ${provider.name} as ${role?replace("_", " ")}.
</#if>

Choose your name and password on this page within three days:

    ${provider.url}/invitation?token=${secret.token}

If you do not know what this is about, you need not do anything.

${provider.name}
${provider.url}
