/**
 * DICOM as nuclear cardiology produces it: reading files and their pixels, an ImageIO plugin, results written back as
 * secondary captures and structured reports, and de-identification.
 *
 * <p>{@link io.github.spectcad.io.dicom.DicomFile} is the way in. Reading follows PS3.5 and PS3.10, pixel data PS3.3
 * C.7.6.3 and PS3.5 annexes A and G. Written files are Explicit VR Little Endian, or keep the compression of the file
 * that they come from. Research use only: not for diagnosis.
 */
package io.github.spectcad.io.dicom;
