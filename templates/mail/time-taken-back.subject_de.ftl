Die Zeit Ihres Kontos bei ${provider.name} endet am ${date}
