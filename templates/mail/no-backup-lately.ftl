Hello ${to.name},

the last backup of your account ${account.username} at
${provider.name} was finished on ${account.day}. What has changed
on your computer since then is in no backup.

Often the computer was off, the backup software is not there or not
started any more, it has an old password, or the space is full. Please
have a look at it, or make a backup by hand. With restic:

    restic backup ~/Documents

~/Documents stands for a folder of yours. How to do it, and a new key if
yours is lost:

    ${provider.url}/account/backup

<#if others?has_content>
These wait for a backup too:

<#list others as other>
    ${other.username}: <#if other.day??>last one on ${other.day}<#else>none</#if>
</#list>

</#if>
If you stopped on purpose, you need not do anything. We write again only
if backups come and stop once more.

${provider.name}
${provider.url}
