package sales

import "fmt"

// maxStages bounds the stages of a process.
const maxStages = 64

// Process is the ordered list of stages that deals pass on their way. It is
// immutable and safe for concurrent use.
type Process struct {
	stages []string
	at     map[string]int
}

// NewProcess returns a process of 1 to 64 stages with different names, none of
// them empty. It copies the names. The error is [ErrProcess].
func NewProcess(stages ...string) (*Process, error) {
	if len(stages) == 0 || len(stages) > maxStages {
		return nil, fmt.Errorf("%w: %d of them, not 1 to %d", ErrProcess, len(stages), maxStages)
	}
	p := &Process{at: map[string]int{}}
	for i, s := range stages {
		if _, twice := p.at[s]; s == "" || twice {
			return nil, fmt.Errorf("%w: stage %d, %.40q, is empty or stands twice", ErrProcess, i, s)
		}
		p.at[s] = i
		p.stages = append(p.stages, s)
	}
	return p, nil
}

// Stages returns the names in order. The caller owns the slice.
func (p *Process) Stages() []string { return append([]string(nil), p.stages...) }

// index returns the number of a stage.
func (p *Process) index(stage string) (int, bool) {
	i, known := p.at[stage]
	return i, known
}
