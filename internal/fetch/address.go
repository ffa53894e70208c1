package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"syscall"
)

// PrivateError is an address that is not fetched from without leave: one of this machine or of its network.
type PrivateError struct {
	Addr netip.Addr
}

func (e *PrivateError) Error() string {
	return fmt.Sprintf("%v is %s; fetching from it needs --allow-private", e.Addr, kindOf(e.Addr))
}

func kindOf(a netip.Addr) string {
	switch {
	case a.IsLoopback():
		return "this machine"
	case a.IsLinkLocalUnicast(), a.IsLinkLocalMulticast():
		return "a link-local address"
	case a.IsPrivate():
		return "an address of a private network"
	}
	return "not an address of the public internet"
}

// special are the networks within the unicast space that are not the public internet, by the registries of
// special-purpose addresses, https://www.iana.org/assignments/iana-ipv4-special-registry and
// https://www.iana.org/assignments/iana-ipv6-special-registry.
var special = prefixes(
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

var (
	globalIPv6 = netip.MustParsePrefix("2000::/3")
	nat64      = netip.MustParsePrefix("64:ff9b::/96") // IPv4 addresses as a network without IPv4 sees them
)

// public tells whether an address is of the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if nat64.Contains(a) {
		b := a.As16()
		a = netip.AddrFrom4([4]byte(b[12:]))
	}
	if a.Is6() && !globalIPv6.Contains(a) {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsValid()
}

// onlyPublic is a net.Dialer's Control. It sees the address that is really dialled, after names are
// resolved, so no name can lead elsewhere than where it was checked.
func onlyPublic(_, address string, _ syscall.RawConn) error {
	hostport, err := netip.ParseAddrPort(address)
	if err != nil {
		return &net.AddrError{Err: "not an address", Addr: address}
	}
	if !public(hostport.Addr()) {
		return &PrivateError{hostport.Addr().Unmap()}
	}
	return nil
}

func prefixes(list ...string) (out []netip.Prefix) {
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}
