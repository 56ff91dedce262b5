<#import "/reminder.ftl" as reminder>
Hello ${to.name},

new backups of your account ${account.username} at ${provider.name}
are refused, since its time is over. You can restore everything until:

    ${account.date}

After that your backups are deleted for good.

To go on, redeem a card or a code. Backups go on at once, and nothing
is deleted:

    ${provider.url}/redeem

If you don't want the account any more, restore what you need before
that date; you need not do anything else.

<@reminder.rest/>
${provider.name}
${provider.url}
