<#import "/reminder.ftl" as reminder>
Hello ${to.name},

the time of your account ${account.username} at ${provider.name} ends on:

    ${account.date}

New backups are taken until ${account.freezes}.
After that they are refused until you extend the account.

To go on without a gap, redeem a card or a code. Its time is added to
what is left of yours:

    ${provider.url}/redeem

If you don't want to go on, you need not do anything.

<@reminder.rest/>
${provider.name}
${provider.url}
