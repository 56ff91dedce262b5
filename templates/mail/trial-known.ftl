Hello,

you, or somebody with your e-mail address, asked for a free trial at
${provider.name}. There was one with this address before, or it has an
account already, so no other one is opened: there is one for each person.

Sign in:        ${provider.url}/account
Redeem a code:  ${provider.url}/redeem

A card or a CD from a shop goes on where a trial ended.

If it was not you, you need not do anything.

${provider.name}
${provider.url}
