Hello ${to.name},

this message shows that mail from ${provider.name} arrives at
${to.address}. Please look whether sender, name and looks are as you
want them, and whether your mail program took it for spam.

${provider.name}
${provider.url}
