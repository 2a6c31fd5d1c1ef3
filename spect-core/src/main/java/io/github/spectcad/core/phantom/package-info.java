/**
 * A synthetic cohort with the make-up of the paper's, because its patients' data are not public: {@link
 * io.github.spectcad.core.phantom.PhantomCohort}.
 *
 * <p>Perfusion is modelled on a polar grid of 24 rings by 48 sectors: the normal heart with apical thinning, a basal fall-off
 * and soft-tissue attenuation by diaphragm and breast; in diseased vessels more often a visible, more or less reversible
 * defect and a slight fall over the whole territory, which readers mostly miss; smooth texture; counting noise; smoothing. A
 * simulated reader scores the 17 segments and edits the vessel sums. The parameters are set such that readers and an ideal
 * observer do as well as readers and networks did in the paper. It is no substitute for patients: figures found on it say
 * that the software works, not how well it would do in a clinic.
 *
 * <p>{@link io.github.spectcad.core.phantom.SimulatedPatients} are patients of another kind: each of a clinic of its own, to
 * train networks on before they see a cohort.
 *
 * <p>Everything follows from the seed, the same on every platform and with any number of threads.
 */
package io.github.spectcad.core.phantom;
