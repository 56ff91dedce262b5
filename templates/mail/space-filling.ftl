Hello ${to.name},

the backups of your account ${account.username} at ${provider.name}
use ${account.percent} % of its space: ${account.used} of ${account.bound}.
<#if account.whose == "shared">
That is what it and its sub-accounts store together.
</#if>

Nothing is lost when it is full: you can restore everything, but new
backups are refused until there is room again.

To make room, remove old backups. With restic:

    restic forget --keep-within 1y --prune --max-repack-size 0

Change 1y to the time that you want to look back. --max-repack-size 0
works even when everything is full.

To see your space, or the limit that you set yourself:

    ${provider.url}/account

<#if others?has_content>
These fill too:

<#list others as other>
    ${other.username}: ${other.percent} %, ${other.used} of ${other.bound}
</#list>

</#if>
If you need more space, please ask ${provider.name} for a larger plan.

${provider.name}
${provider.url}
