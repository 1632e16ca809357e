//! Choosing talks: keys to states and states to frames on a terminal in memory; then the program itself, in a real terminal
//! (tmux, where it is there) and without any.

mod choice;
#[path = "../common/mod.rs"]
mod common;
mod frames;
mod terminal;
#[path = "../common/tmux.rs"]
mod tmux;

use common::Fixture;

const NUAGE: &str = "# Journée Qwertz 2021\n\n## Introduction\n\nUne journée dans les nuages.\n\n\
    ## Kubernetes sans larmes, par Luc Roy (Azerty)\n\nUn cluster Kubernetes se met à jour sans larmes.\n\
    On y parle d’observabilité.\n\n\
    ## Chaîne d’approvisionnement, par Zoé Tremblay (Bépo)\n\nSigner, vérifier, recommencer.\n";
const NOYAU: &str = "# Journée Qwertz 2023\n\n## Observabilité du noyau, par Ève Martin (Dvorak)\n\n\
    Le noyau se laisse observer.\n\nUn long passage.\n\nL’observabilité du noyau, encore.\n";

fn fixture() -> Fixture {
    let long: String = (1..=60).map(|n| format!("Ligne {n} d’un long récit.\n\n")).collect();
    let long =
        format!("# Journée Qwertz 2022\n\n## Récit, par Ida Petit (Colemak)\n\n{long}Fin : le graouli.\n");
    common::index(&[("a-2021.md", NUAGE), ("b-2022.md", &long), ("c-2023.md", NOYAU)])
}
