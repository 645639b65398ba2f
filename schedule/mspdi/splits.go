package mspdi

func (m *mapper) splits() {}
