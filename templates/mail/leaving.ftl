<#import "/reminder.ftl" as reminder>
Hello ${to.name},

the software of your account ${account.username} at ${provider.name}
was removed, so your backups will be deleted on:

    ${account.date}

Until then you can restore everything. After that it is gone for good.

If you want to keep your backups, take it back in your account; while
your time runs, backing up once more does the same:

    ${provider.url}/account

A card or a code keeps them too:

    ${provider.url}/redeem

If you want them deleted, you need not do anything.

<@reminder.rest/>
${provider.name}
${provider.url}
