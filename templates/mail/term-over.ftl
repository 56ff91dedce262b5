<#import "/reminder.ftl" as reminder>
Hello ${to.name},

the time of your account ${account.username} at ${provider.name} is
over. Everything still runs until:

    ${account.date}

After that new backups are refused. You will be able to restore
everything for a while, and you will hear from us until when.

To go on without a gap, redeem a card or a code:

    ${provider.url}/redeem

If you don't want to go on, you need not do anything.

<@reminder.rest/>
${provider.name}
${provider.url}
