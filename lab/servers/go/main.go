// A small HTTPS server on Go's crypto/tls. Its settings are one JSON argument.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"
)

type settings struct {
	Listen   string   `json:"listen"`
	Cert     string   `json:"cert"`
	Key      string   `json:"key"`
	Mode     string   `json:"mode"` // "", "unknown-name-no-certificate", "unknown-name-error", "config-error"
	Names    []string `json:"names"`
	ClientCA string   `json:"clientCa"`
	Min      string   `json:"min"`
	Max      string   `json:"max"`
	Ciphers  []string `json:"ciphers"`
	Groups   []string `json:"groups"`
	ALPN     []string `json:"alpn"`
}

var versions = map[string]uint16{"TLSv1": tls.VersionTLS10, "TLSv1.1": tls.VersionTLS11, "TLSv1.2": tls.VersionTLS12, "TLSv1.3": tls.VersionTLS13}

func main() {
	var s settings
	if err := json.Unmarshal([]byte(os.Args[1]), &s); err != nil {
		fail(err)
	}
	cert, err := tls.LoadX509KeyPair(s.Cert, s.Key)
	if err != nil {
		fail(err)
	}
	known := func(name string) bool {
		if len(s.Names) == 0 {
			return true
		}
		for _, n := range s.Names {
			if strings.EqualFold(n, name) {
				return true
			}
		}
		return false
	}
	config := &tls.Config{MinVersion: versions[s.Min], MaxVersion: versions[s.Max], NextProtos: s.ALPN}
	config.GetCertificate = func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		if known(hello.ServerName) {
			return &cert, nil
		}
		switch s.Mode {
		case "unknown-name-no-certificate":
			return nil, nil
		case "unknown-name-error":
			return nil, errors.New("strict SNI enabled - no certificate found for domain")
		}
		return &cert, nil
	}
	if s.Mode == "config-error" {
		config.GetConfigForClient = func(hello *tls.ClientHelloInfo) (*tls.Config, error) {
			if known(hello.ServerName) {
				return nil, nil
			}
			return nil, errors.New("no configuration for this name")
		}
	}
	if s.ClientCA != "" {
		pem, err := os.ReadFile(s.ClientCA)
		if err != nil {
			fail(err)
		}
		config.ClientCAs = x509.NewCertPool()
		config.ClientCAs.AppendCertsFromPEM(pem)
		config.ClientAuth = tls.RequireAndVerifyClientCert
	}
	for _, name := range s.Ciphers {
		for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
			if suite.Name == name {
				config.CipherSuites = append(config.CipherSuites, suite.ID)
			}
		}
	}
	server := &http.Server{Addr: s.Listen, TLSConfig: config, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "upstream ok")
	})}
	if len(s.ALPN) > 0 && s.ALPN[0] != "h2" {
		// An empty map keeps the package from adding h2 by itself.
		server.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){}
	}
	listener, err := net.Listen("tcp", s.Listen)
	if err != nil {
		fail(err)
	}
	fail(server.ServeTLS(lingering{listener}, "", ""))
}

// lingering makes which of two things arrives first the same in every run. Go
// closes a refused connection at once; when the request is already on its way,
// the kernel answers it with a reset that may overtake the alert.
type lingering struct{ net.Listener }

func (l lingering) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return lingeringConn{conn.(*net.TCPConn)}, nil
}

type lingeringConn struct{ *net.TCPConn }

func (c lingeringConn) Close() error {
	c.CloseWrite()
	c.SetReadDeadline(time.Now().Add(200 * time.Millisecond))
	io.Copy(io.Discard, c.TCPConn)
	return c.TCPConn.Close()
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
