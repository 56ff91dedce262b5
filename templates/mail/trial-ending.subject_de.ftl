Ihre kostenlose Zeit bei ${provider.name} endet am ${account.day}
