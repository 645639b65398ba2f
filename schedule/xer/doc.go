// Package xer reads Primavera P6 export files (.xer) into a plan.
package xer
