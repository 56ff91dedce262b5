<#import "/reminder.ftl" as reminder>
Hello ${to.name},

your account ${account.username} at ${provider.name} is to be deleted,
since its software was removed or somebody asked for it. Your backups
will be deleted on:

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
