// Command retaken reads news about the war in Ukraine and serves a map of which places changed hands,
// when, in whose favour and according to whom.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"
)

// Version is set when a release is built.
var Version = "dev"

// cli is the whole command line.
type cli struct {
	Ingest     ingestCmd                 `cmd:"" help:"Read articles and keep what they say."`
	Watch      watchCmd                  `cmd:"" help:"Ask feeds again and again and keep what is new in them."`
	Extract    extractCmd                `cmd:"" help:"Read articles without a database and print what they say as JSON Lines."`
	Explain    explainCmd                `cmd:"" help:"Show sentence by sentence what an article was read as, and why."`
	Eval       evalCmd                   `cmd:"" help:"Compare what labelled documents say with their labels."`
	Reread     rereadCmd                 `cmd:"" help:"Read the kept articles again where rules or gazetteer have changed."`
	Gazetteer  gazetteerCmd              `cmd:"" help:"Find, add, change, import and check places."`
	Review     reviewCmd                 `cmd:"" help:"Review what readers of the map suggest."`
	Serve      serveCmd                  `cmd:"" help:"Serve the map and the data over HTTP."`
	Publish    publishCmd                `cmd:"" help:"Write the whole site as static files."`
	Control    controlCmd                `cmd:"" help:"Show who held what on a day."`
	Changes    changesCmd                `cmd:"" help:"Show what changed hands from one day to another."`
	History    historyCmd                `cmd:"" help:"Show the timeline of a place with every report that it rests on."`
	Stats      statsCmd                  `cmd:"" help:"Show what the database holds, in numbers."`
	Export     exportCmd                 `cmd:"" help:"Write a collection to a file."`
	Version    versionCmd                `cmd:"" help:"Print the version."`
	Completion kongcompletion.Completion `cmd:"" help:"Print what makes the shell complete commands and flags."`

	Lexicon string `help:"Folder with a lexicon to use instead of the built-in one." type:"existingdir" placeholder:"DIR"`
	Verbose bool   `help:"Log what goes on to standard error." short:"v"`
}

// Exit codes.
const (
	exitDone    = 0
	exitFailed  = 1 // it was asked right, but something went wrong
	exitMisused = 2 // the arguments are wrong
)

// env is what a command is handed.
type env struct {
	ctx     context.Context
	in      io.Reader
	out     io.Writer
	err     io.Writer
	log     *slog.Logger
	lexicon string
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the command with everything that it touches handed in; it returns the exit code.
func run(args []string, in io.Reader, out, errOut io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()

	var c cli
	exit := -1
	parser := kong.Must(&c,
		kong.Name("retaken"),
		kong.Description("A map of recaptured territory: which places changed hands, when, in whose favour and according to whom. Every flag may also be given in the environment, as RETAKEN_ and its name."),
		kong.DefaultEnvars("RETAKEN"),
		kong.Writers(out, errOut),
		kong.Exit(func(code int) { exit = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
	)
	kongcompletion.Register(parser)
	k, err := parser.Parse(args)
	if exit >= 0 {
		return exit // help was printed
	}
	if err != nil {
		fmt.Fprintf(errOut, "retaken: %v (see retaken --help)\n", err)
		return exitMisused
	}
	level := slog.LevelWarn
	if c.Verbose {
		level = slog.LevelDebug
	}
	e := &env{
		ctx: ctx, in: in, out: out, err: errOut, lexicon: c.Lexicon,
		log: slog.New(slog.NewTextHandler(errOut, &slog.HandlerOptions{Level: level})),
	}
	if err := k.Run(e); err != nil {
		if !errors.Is(err, errReported) {
			fmt.Fprintf(errOut, "retaken: %v\n", err)
		}
		if misuse := (misused{}); errors.As(err, &misuse) {
			return exitMisused
		}
		return exitFailed
	}
	return exitDone
}

// errReported is an error that has been printed already.
var errReported = errors.New("reported")

// misused is an error of the arguments.
type misused struct{ error }

func misusef(format string, a ...any) error { return misused{fmt.Errorf(format, a...)} }

type versionCmd struct{}

// Run prints the version.
func (versionCmd) Run(e *env) error {
	_, err := fmt.Fprintln(e.out, "retaken", Version)
	return err
}
