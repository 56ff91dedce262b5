Hello ${to.name},

it is three months since your account at ${provider.name} was deleted.
This is the last time that we write, and your e-mail address leaves
our list with it.

If you want to tell us why you left, just answer this message. If you
need a backup again, a card or a code opens a new account at any time:
${provider.url}/redeem

To get no more of these messages, unsubscribe:

    ${secret.unsubscribe}

${provider.name}
${provider.url}
