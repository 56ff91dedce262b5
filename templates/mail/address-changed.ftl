Hello ${to.name},

the backups of your account ${username} at ${provider.name} are on
another machine now. All of them are there, and your user name and
password stay as they are. The new address of the repository is:

    ${repository}

You need not hurry: the old address keeps working until ${provider.name}
switches it off. When you next look at the settings of your backup
program, put in the new one.

To see it in your account:

    ${provider.url}/account

${provider.name}
${provider.url}
