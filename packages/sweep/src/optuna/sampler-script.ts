/**
 * What Python runs: reads a request of JSON from stdin, gives its study what is known, and writes what Optuna would
 * try next. A request that is repeated is answered alike: nothing is kept between two.
 */
export const samplerScript = `
import json, sys, warnings
try:
    import optuna
except ImportError:
    sys.exit(3)
warnings.simplefilter("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
request = json.load(sys.stdin)

def distribution(given):
    if given["kind"] == "choice":
        return optuna.distributions.CategoricalDistribution(list(range(given["size"])))
    kind = optuna.distributions.IntDistribution if given["kind"] == "int" else optuna.distributions.FloatDistribution
    return kind(given["low"], given["high"], log=given["log"])

space = {name: distribution(given) for name, given in request["parameters"].items()}
known = request["known"]
sampler = optuna.samplers.TPESampler(seed=(request["seed"] + len(known)) % 2**32, constant_liar=True)
study = optuna.create_study(direction=request["direction"], sampler=sampler)
for trial in known:
    failed = trial["value"] is None
    study.add_trial(optuna.trial.create_trial(
        state=optuna.trial.TrialState.FAIL if failed else optuna.trial.TrialState.COMPLETE,
        params=trial["params"], distributions=space, value=trial["value"]))
json.dump([study.ask(space).params for _ in range(request["count"])], sys.stdout)
`;
