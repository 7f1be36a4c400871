package summary
import ("testing";"taizhang/templates";"fmt")
func TestStd(t *testing.T){ p,err:=templates.Load(templates.StandardTables()); if err!=nil{ for _,f:=range err.(*templates.PlanError).Findings{fmt.Println(f)}; t.Fatal(err)}; fmt.Println(len(p.Blocks))}
