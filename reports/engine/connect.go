package engine

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"taizhang/sheets/campaign"
)

// Connect opens a connection to postgres://…, or to the address that stands in a
// file named @FILE. The server's certificate is verified unless the address says
// otherwise or the server is this machine's by a socket. Passwords come from the
// address, PGPASSWORD or .pgpass, and are never printed.
func Connect(ctx context.Context, address string) (*pgx.Conn, error) {
	address, err := read(address)
	if err != nil {
		return nil, err
	}
	address, err = verified(address)
	if err != nil {
		return nil, err
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, badAddress
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, unreachable(config, err)
	}
	// Compiling long conditions takes far longer than it saves; servers that do not
	// know the setting say so, and do not compile.
	_, err = conn.Exec(ctx, "SET jit = off")
	var unknown *pgconn.PgError
	if err != nil && !errors.As(err, &unknown) {
		conn.Close(context.WithoutCancel(ctx))
		return nil, unreachable(config, err)
	}
	return conn, nil
}

var badAddress error = &campaign.Error{Message: "引擎的地址看不懂。", Fix: "请写成 postgres://用户@主机:端口/库名；口令放在环境变量 PGPASSWORD 或 .pgpass 里，整个地址也可以写进一个文件，用 @文件名。"}

func read(address string) (string, error) {
	file, named := strings.CutPrefix(address, "@")
	if !named {
		return address, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", &campaign.Error{Message: fmt.Sprintf("写着引擎地址的文件“%s”读不出来。", file), Fix: "请核对文件名和权限。"}
	}
	return strings.TrimSpace(string(text)), nil
}

// verified asks for a verified connection where the address leaves it open.
func verified(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return "", badAddress
	}
	q := u.Query()
	if q.Get("sslmode") == "" && !strings.HasPrefix(q.Get("host"), "/") {
		q.Set("sslmode", "verify-full")
		u.RawQuery = q.Encode()
	}
	return u.String(), nil
}

func unreachable(config *pgx.ConnConfig, err error) error {
	why, fix := "没有连上", "请核对地址、端口和网络，看服务是否在运行。"
	var server *pgconn.PgError
	switch text := err.Error(); {
	case errors.As(err, &server) && (server.Code == "28P01" || server.Code == "28000"):
		why, fix = "不让登录", "请核对用户和口令（PGPASSWORD 或 .pgpass），或请管理员授权。"
	case errors.As(err, &server) && server.Code == "3D000":
		why, fix = fmt.Sprintf("没有数据库“%s”", config.Database), "请核对地址里的库名，或请管理员建库。"
	case strings.Contains(text, "tls") || strings.Contains(text, "x509") || strings.Contains(text, "certificate"):
		why, fix = "的证书核对不上，没有连", "请核对主机名，把签发它的根证书写在地址里：sslrootcert=文件；确知网络可信的，可写 sslmode=disable。"
	case errors.Is(err, context.Canceled):
		return err
	}
	return &campaign.Error{Message: fmt.Sprintf("引擎（%s:%d）%s。", config.Host, config.Port, why), Fix: fix}
}

// explain says an error of the server to people; nil stays nil.
func explain(err error) error {
	var server *pgconn.PgError
	if !errors.As(err, &server) {
		return err
	}
	switch server.Code {
	case "42501":
		return &campaign.Error{Message: "引擎不让做这一步：" + server.Message, Fix: "请管理员运行“taizhang load --ddl plain”印出的脚本，并把角色授给这个用户；汇总、核对、溯源和催办要用 taizhang_internal 或 taizhang_office，taizhang_reader 看不到限阅的台账和敏感的栏目。"}
	case "42P01", "42703", "3F000":
		return &campaign.Error{Message: "引擎里还没有这个方案的表或栏目：" + server.Message, Fix: "请先用“taizhang load --to …”入库；用户没有建表权限的，请管理员运行“taizhang load --ddl plain”印出的脚本。"}
	}
	return fmt.Errorf("引擎（%s）：%s", server.Code, server.Message)
}
