Hello,

you, or somebody with your e-mail address, asked for ${days} free days of
online backup at ${provider.name}.

To start them, open this link within a day and press the button there:

${provider.url}/trial/confirm?token=${secret.token}

If it was not you, you need not do anything: nothing is opened, and the
address is forgotten after a day.

${provider.name}
${provider.url}
