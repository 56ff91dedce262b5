Die Zeit Ihres Sicherungskontos bei ${provider.name} ist vorbei
