<#import "/reminder.ftl" as reminder>
Hello ${to.name},

the time of your account ${account.username} at ${provider.name} has
been over for a while, and your backups will be deleted on:

    ${account.date}

Until then you can restore everything. After that it is gone for good.

To keep your backups, redeem a card or a code:

    ${provider.url}/redeem

If you don't want the account any more, restore what you need before
that date; you need not do anything else.

<@reminder.rest/>
${provider.name}
${provider.url}
