<#import "/reminder.ftl" as reminder>
Hello ${to.name},

your account ${account.username} at ${provider.name} goes with the one
that it belongs to. Your backups will be deleted on:

    ${account.date}

Until then you can restore everything. After that it is gone for good.

Only the holder of that other account can keep both: please talk to
them if you want your backups to stay. If you don't need them, you need
not do anything.

<@reminder.rest/>
${provider.name}
${provider.url}
