Hello ${to.name},

the software of your account ${username} at ${provider.name} was removed.
You have paid time left, so nothing happens unless you say so: your
backups stay, and you can restore them at any time.

If you want them deleted, confirm it within seven days on this page:

    ${provider.url}/account/uninstall/confirm?token=${secret.token}

Otherwise you need not do anything.

${provider.name}
${provider.url}
