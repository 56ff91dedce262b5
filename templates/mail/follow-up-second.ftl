Hello ${to.name},

a month ago your account at ${provider.name} was deleted. If there is
something that we should have done better, we would be glad to hear
it: just answer this message.

If you need a backup again, a card or a code opens a new account at
any time: ${provider.url}/redeem

To get no more of these messages, unsubscribe:

    ${secret.unsubscribe}

${provider.name}
${provider.url}
