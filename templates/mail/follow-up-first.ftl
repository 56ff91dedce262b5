Hello ${to.name},

your account at ${provider.name} is deleted, and with it everything
that you had backed up.

You agreed that we may ask: why did you leave? Was it the price, the
software, something that did not work? Two words are enough: just
answer this message. Somebody reads it, and it helps those who are
still with us.

To get no more of these messages, unsubscribe:

    ${secret.unsubscribe}

${provider.name}
${provider.url}
