Hello ${to.name},

the password of the account ${username} at
${provider.name} was changed, and every browser that was signed in is
signed out.

If that was you, you need not do anything. If not, somebody else knew
your password or reads your mail. Choose a new one at once on this page,
and a new one for your mail too:

    ${provider.url}/account/forgotten

Then write to us, please. Your backups are still there.

${provider.name}
${provider.url}
