Hello ${to.name},

${provider.name} has taken back some of the time of your account
${usernames}. It ends on ${date} now, instead of ${oldDate}.

<#if deletes??>
Everything is deleted on ${deletes} unless you extend the account
before. Until then you can restore everything.
<#elseif freezes??>
Backups go on until ${freezes}. After that you can still restore
everything, and we tell you before anything is deleted.
</#if>

If you think that this is wrong, please answer this message or call us.
To go on, redeem a card or a code:

    ${provider.url}/redeem

${provider.name}
${provider.url}
