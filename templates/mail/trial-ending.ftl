<#import "/reminder.ftl" as reminder>
Hello ${to.name},

your free time of online backup at ${provider.name} (account
${account.username}) ends on:

    ${account.date}

From then on new backups are refused. What you have backed up is kept
for a while, and you will hear from us until when.

To go on without a gap, redeem a card or a code. Its time is added to
what is left of yours:

    ${provider.url}/redeem

If you don't want to go on, you need not do anything.

<@reminder.rest/>
${provider.name}
${provider.url}
