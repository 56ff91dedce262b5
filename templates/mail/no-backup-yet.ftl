Hello ${to.name},

your account ${account.username} at ${provider.name} is open, but there
is no backup in it. Until one is finished, nothing of yours is safe
there.

<#if software??>
Get our backup software here; it asks for the address, user and
password of your repository:

    ${software}

Or use restic. This page has the lines to type, and a new key if yours
is lost:
<#else>
To make a backup, install restic from https://restic.net. This
page has the lines to type, and a new key if yours is lost:
</#if>

    ${provider.url}/account/backup

<#if others?has_content>
There is none in these, either:

<#list others as other>
    ${other.username}
</#list>

</#if>
If something does not work, please ask ${provider.name}. If you don't
want to back up, you need not do anything: we write of this only once.

${provider.name}
${provider.url}
